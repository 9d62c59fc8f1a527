/** The name of a custom field as mails write it, as `fields.name` or as `custom_field_name`; null for other fields. */
export function customNameOf(field: string): string | null {
  return /^(?:custom_field_|fields\.)([^.]{1,64})$/u.exec(field)?.[1] ?? null;
}

/** As it stands after `custom_field_`. */
export function plainName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_]/gu, '_');
}
