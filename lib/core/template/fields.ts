import type { Me } from '../../contract/account.ts';
import type { Person } from '../../contract/person.ts';
import { keptAsCustom, plainName } from '../person/custom-fields.ts';
import { htmlToText } from './plain-text.ts';
import type { TemplateContext } from './run.ts';
import { type SafeHtml, sanitisedHtml } from './safe-html.ts';

/**
 * The values that templates can print for one person, by field name. Custom fields are reached as `fields.name` and
 * as `custom_field_name`, where everything but letters, digits and `_` is written as `_`.
 *
 * @param person - null prints every field of a person as missing
 */
export function templateContext(person: Person | null, me: Me): TemplateContext {
  const custom = customFields(person?.fields ?? {});
  const fullName = `${person?.firstName ?? ''} ${person?.lastName ?? ''}`.trim();
  return {
    first_name: person?.firstName,
    last_name: person?.lastName,
    full_name: fullName || null,
    full_name_or_email: fullName || person?.email,
    email: person?.email,
    title: person?.title,
    company: person?.companyName,
    company_friendly: friendlyName(person?.companyName ?? ''),
    friendly_company: friendlyName(person?.companyName ?? ''),
    phone: person?.phone,
    language: person?.language,
    ...Object.fromEntries(keptAsCustom.map((name) => [name, custom[customFieldName(name)]])),
    ...custom,
    fields: person?.fields ?? {},
    my_name: me.user.name,
    my_email: me.user.email,
    my_title: me.user.title,
    my_signature: signatureOf(me.user.signature),
    my_company: me.workspace.name,
  };
}

/** Sanitised by the server, which is where it comes from. */
function signatureOf(html: string | undefined): SafeHtml | undefined {
  return html === undefined ? undefined : sanitisedHtml(html, htmlToText(html));
}

/** A legal form is dropped only where a comma sets it off: `Northwind, Inc.` is Northwind, `Volvo AB` stays. */
function friendlyName(company: string): string {
  const legalForm =
    /,\s*(?:inc|llc|ltd|limited|corp|corporation|co|plc|gmbh|ag|ab|as|a\/s|aps|asa|oy|oyj|bv|b\.v|nv|n\.v|sa|s\.a|srl|s\.r\.l)\.?\s*$/i;
  return company.replace(legalForm, '');
}

/** The values of custom fields under the names that do not begin with `fields.`. */
export function customFields(fields: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(fields).flatMap(([name, value]) => {
    const plain = customFieldName(name);
    return [
      [plain.toLowerCase(), value],
      [plain, value],
    ];
  });
  return Object.fromEntries(named);
}

/** The name of a custom field that is written without brackets. */
export function customFieldName(name: string): string {
  return `custom_field_${plainName(name)}`;
}

/** A custom field as a template can be written with it. `[…]` holds any name but one with what ends it, or ends what is around it. */
export function customFieldPath(name: string): string {
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return `fields.${name}`;
  return /[\]\\{}\n\r]/.test(name) ? customFieldName(name) : `fields.[${name}]`;
}
