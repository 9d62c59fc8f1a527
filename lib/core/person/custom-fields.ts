/** Fields of people that have a name of their own in mails, and are kept as custom fields. */
export const keptAsCustom: readonly string[] = ['personal_email', 'work_website'];

/** The name of a custom field as mails write it, as `fields.name` or as `custom_field_name`, or by a name of its own; null for other fields. */
export function customNameOf(field: string): string | null {
  if (keptAsCustom.includes(field)) return field;
  return /^(?:custom_field_|fields\.)([^.]{1,64})$/u.exec(field)?.[1] ?? null;
}

/** As it stands after `custom_field_`. */
export function plainName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_]/gu, '_');
}
