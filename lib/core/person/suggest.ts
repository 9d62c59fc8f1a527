/** A name and a company as the fields of a new person begin with; all of them to be looked over. */
export interface Suggestion {
  firstName: string;
  lastName: string;
  companyName: string;
}

/** Where anybody may have a mailbox: the domain says nothing of where somebody works. */
const publicDomains =
  /^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|icloud|me|aol|gmx|web|proton|protonmail|mail|telia|bredband|home|online|ziggo|kpnmail)\.[a-z.]+$/i;

/** `name (company)`, `name | company`, `name / company`, `name at company`, `name, company` is a last name first. */
const withCompany = /^(.+?)\s*(?:\(([^)]+)\)|\s[|/–—-]\s(.+)|\s(?:at|@|hos|bei|via)\s(.+))$/;

/**
 * What to begin with for somebody whom a mail page names, from the name shown there and the address.
 * `Dahl, Ingrid` is turned round; a company is taken from beside the name, else from the address, unless anybody may
 * have a mailbox at that domain.
 */
export function suggestPerson(shown: string, email: string): Suggestion {
  const name = shown
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .trim();
  const [, before, ...companies] = withCompany.exec(name) ?? [];
  const companyName = companies.find(Boolean)?.trim() ?? companyOf(email);
  return { ...splitName((before ?? name).trim()), companyName: companyName.slice(0, 200) };
}

function splitName(name: string): Pick<Suggestion, 'firstName' | 'lastName'> {
  if (name.includes('@')) return { firstName: '', lastName: '' };
  const [last, first] = name.split(/,\s*/, 2);
  const turned = first && last ? `${first} ${last}` : name;
  const [firstName = '', ...rest] = turned.split(/\s+/);
  return { firstName: firstName.slice(0, 100), lastName: rest.join(' ').slice(0, 100) };
}

/** `anna@mail.nordkap-logistik.example` → `Nordkap Logistik`. */
function companyOf(email: string): string {
  const domain = email.split('@').at(-1) ?? '';
  if (publicDomains.test(domain)) return '';
  const labels = domain.split('.').slice(0, -1);
  // `co.uk` and the like: the label before is the name.
  const last = labels.at(-1) ?? '';
  const label =
    last.length <= 3 && labels.length > 1 && /^(co|com|org|net|ac|gov)$/.test(last) ? labels.at(-2) : last;
  return (label ?? '')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
