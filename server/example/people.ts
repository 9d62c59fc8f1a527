import type { NewPerson } from '../../lib/contract/person.ts';

/** Invented people at invented companies; `.example` domains can never be delivered to. */
type Row = readonly [
  firstName: string,
  lastName: string,
  title: string | null,
  company: string | null,
  domain: string,
  phone: string | null,
  zone: string,
  language: string,
];

const stockholm = 'Europe/Stockholm';
const rows: readonly Row[] = [
  // Nordic countries
  ['Åsa', 'Bergqvist', 'Logistics manager', 'Tallmo Livs AB', 'tallmo', '+46 8 555 013 20', stockholm, 'sv'],
  ['Karl-Johan', 'Öhrström', 'COO', 'Tallmo Livs AB', 'tallmo', '+46 8 555 013 21', stockholm, 'sv'],
  ['Sofia', 'Hedlund', 'Planner', 'Grankulla Trä AB', 'grankulla', '+46 31 555 41 07', stockholm, 'sv'],
  ['Nils', 'Åkerman', 'Head of purchasing', 'Grankulla Trä AB', 'grankulla', null, stockholm, 'sv'],
  ['Elin', 'Sjögren', 'Site manager', 'Vinterhamn Kyl AB', 'vinterhamn', '+46 40 555 72 11', stockholm, 'sv'],
  [
    'Mohammed',
    'Al-Rashid',
    'Warehouse lead',
    'Vinterhamn Kyl AB',
    'vinterhamn',
    '+46 40 555 72 15',
    stockholm,
    'sv',
  ],
  [
    'Ingrid',
    'Solheim',
    'Planning director',
    'Fjordlys AS',
    'fjordlys',
    '+47 55 50 14 80',
    'Europe/Oslo',
    'nb',
  ],
  ['Eivind', 'Nordbø', 'IT architect', 'Fjordlys AS', 'fjordlys', '+47 55 50 14 83', 'Europe/Oslo', 'nb'],
  [
    'Lars',
    'Holm',
    'Operations manager',
    'Nordkaj A/S',
    'nordkaj',
    '+45 33 55 01 90',
    'Europe/Copenhagen',
    'da',
  ],
  ['Mette', 'Kjærgaard', 'CFO', 'Nordkaj A/S', 'nordkaj', '+45 33 55 01 91', 'Europe/Copenhagen', 'da'],
  [
    'Aino',
    'Väisänen',
    'Supply chain lead',
    'Lumiranta Oy',
    'lumiranta',
    '+358 9 555 0142',
    'Europe/Helsinki',
    'fi',
  ],
  [
    'Þórdís',
    'Guðmundsdóttir',
    'Managing director',
    'Hraunfell ehf.',
    'hraunfell',
    '+354 555 0178',
    'Atlantic/Reykjavik',
    'is',
  ],
  // British Isles and the continent
  [
    'Oliver',
    'Hartley-Smythe',
    'Depot manager',
    'Thornbury Freight Ltd',
    'thornbury',
    '+44 20 7946 0321',
    'Europe/London',
    'en',
  ],
  [
    'Priya',
    'Nair',
    'Head of fulfilment',
    'Thornbury Freight Ltd',
    'thornbury',
    '+44 20 7946 0322',
    'Europe/London',
    'en',
  ],
  [
    'Siobhán',
    "O'Dowd",
    'Transport planner',
    'Liffey Cold Chain',
    'liffeycold',
    '+353 1 555 0166',
    'Europe/Dublin',
    'en',
  ],
  [
    'Femke',
    'van der Meulen',
    'Logistiek manager',
    'Waterkant B.V.',
    'waterkant',
    '+31 20 555 0137',
    'Europe/Amsterdam',
    'nl',
  ],
  ['Joris', 'de Wit', 'Inkoper', 'Waterkant B.V.', 'waterkant', null, 'Europe/Amsterdam', 'nl'],
  [
    'Jörg',
    'Müller-Lüdenscheidt',
    'Leiter Disposition',
    'Elbtor Spedition GmbH',
    'elbtor',
    '+49 40 5550 188',
    'Europe/Berlin',
    'de',
  ],
  [
    'Tomáš',
    'Dvořák',
    'Warehouse director',
    'Vltava Works s.r.o.',
    'vltavaworks',
    '+420 255 501 90',
    'Europe/Prague',
    'cs',
  ],
  [
    'Zofia',
    'Wójcik',
    'Kierownik magazynu',
    'Bałtyk Logistyka',
    'baltyk',
    '+48 58 555 01 44',
    'Europe/Warsaw',
    'pl',
  ],
  [
    'Chiara',
    "D'Angelo",
    'Responsabile acquisti',
    'Portofranco S.p.A.',
    'portofranco',
    '+39 010 555 0129',
    'Europe/Rome',
    'it',
  ],
  [
    'Ελένη',
    'Παπαδοπούλου',
    'Operations',
    'Aigli Shipping',
    'aigli',
    '+30 21 0555 0133',
    'Europe/Athens',
    'el',
  ],
  // America
  [
    'Priya',
    'Raman',
    'Head of operations',
    'Harbor Lane Foods',
    'harborlane',
    '+1 212 555 0143',
    'America/New_York',
    'en',
  ],
  [
    'Marcus',
    'Whitfield',
    'VP supply chain',
    'Harbor Lane Foods',
    'harborlane',
    '+1 212 555 0144',
    'America/New_York',
    'en',
  ],
  [
    'Dolores',
    'Espinoza',
    'Distribution manager',
    'Mesa Verde Produce, Inc.',
    'mesaverde',
    '+1 303 555 0117',
    'America/Denver',
    'en',
  ],
  [
    'Jamal',
    'Okafor',
    'Director of logistics',
    'Bayline Parcel, Inc.',
    'bayline',
    '+1 415 555 0162',
    'America/Los_Angeles',
    'en',
  ],
  [
    'Camila',
    'Nogueira',
    'Gerente de operações',
    'Ipê Distribuidora',
    'ipe',
    '+55 11 5550 0175',
    'America/Sao_Paulo',
    'pt-BR',
  ],
  [
    'Niall',
    'Power',
    'Yard manager',
    'Signal Hill Marine',
    'signalhill',
    '+1 709 555 0108',
    'America/St_Johns',
    'en',
  ],
  // Africa, Asia, Pacific
  [
    'Amina',
    'Wanjiru',
    'Fleet manager',
    'Savanna Movers',
    'savannamovers',
    '+254 20 555 0151',
    'Africa/Nairobi',
    'en',
  ],
  ['نور', 'الهاشمي', 'مديرة المشتريات', 'Qamar Trading', 'qamar', '+971 4 555 0119', 'Asia/Dubai', 'ar'],
  [
    'Arjun',
    'Chatterjee',
    'General manager',
    'Ganga Textiles Pvt',
    'gangatextiles',
    '+91 33 5550 0136',
    'Asia/Kolkata',
    'en',
  ],
  [
    'Lakshmi',
    'Venkataraman',
    'Head of dispatch',
    'Ganga Textiles Pvt',
    'gangatextiles',
    '+91 33 5550 0138',
    'Asia/Kolkata',
    'en',
  ],
  ['Bikash', 'Shrestha', 'Owner', 'Himal Cargo', 'himalcargo', '+977 1 555 0104', 'Asia/Kathmandu', 'en'],
  ['美咲', '田中', '物流部長', 'Aoba Transport', 'aoba', '+81 3 5550 0125', 'Asia/Tokyo', 'ja'],
  [
    'Wei Ling',
    'Tan',
    'Regional planner',
    'Straits Cold Store',
    'straitscold',
    '+65 6555 0149',
    'Asia/Singapore',
    'en',
  ],
  [
    'Harriet',
    'Doyle',
    'State manager',
    'Jacaranda Freight Pty Ltd',
    'jacaranda',
    '+61 2 5550 0182',
    'Australia/Sydney',
    'en',
  ],
  ['Tama', 'Rewi', 'Terminal manager', 'Kowhai Lines', 'kowhai', '+64 9 555 0171', 'Pacific/Auckland', 'en'],
];

/** What real lists hold too: no name at all, one name only, a very long one, nothing but an address. */
const oddities: readonly (NewPerson & { email: string })[] = [
  {
    firstName: '',
    lastName: '',
    email: 'orders@kvarnvik.example',
    companyName: 'Kvarnvik Bryggeri AB',
    timeZone: stockholm,
  },
  {
    firstName: 'Solveig',
    email: 'solveig@scenljus.example',
    title: 'Producer',
    companyName: 'Scenljus',
    timeZone: stockholm,
  },
  {
    firstName: 'Maximiliane Wilhelmina Friederike',
    lastName: 'Freifrau von und zu Hohenlohe-Schillingsfürst-Waldenburg',
    email: 'maximiliane.wilhelmina.hohenlohe-schillingsfuerst@donauquell-vermoegensverwaltung.example',
    title: 'Vorstandsvorsitzende und Leiterin der Abteilung für innerbetriebliche Transportangelegenheiten',
    companyName: 'Donauquell Vermögensverwaltungs- und Logistikbeteiligungsgesellschaft mbH & Co. KG',
    phone: '+43 1 555 01 99',
    timeZone: 'Europe/Vienna',
    language: 'de',
  },
];

/** @returns everybody in the example, each with an address; the address tells them apart */
export function examplePeople(): (NewPerson & { email: string })[] {
  return [...rows.map(personOf), ...oddities];
}

function personOf(
  [firstName, lastName, title, companyName, domain, phone, timeZone, language]: Row,
  index: number,
) {
  const handle = `${latin(firstName)}.${latin(lastName)}`.replace(/^\.|\.$/g, '') || `person${index + 1}`;
  return {
    firstName,
    lastName,
    email: `${handle}@${domain}.example`,
    title,
    companyName,
    phone,
    profileUrl: `https://profiles.example/in/${handle.replaceAll('.', '-')}`,
    timeZone,
    language,
    fields: { sites: String((index % 7) + 1), 'current system': systems[index % systems.length] ?? '' },
  };
}

const systems = ['spreadsheets', 'paper boards', 'an ERP module', 'a tool of their own', 'whiteboards'];
const spelled: Record<string, string> = { æ: 'ae', ø: 'o', þ: 'th', ð: 'd', ł: 'l', ß: 'ss' };

/** `Kjærgaard` as it stands in addresses; empty for scripts that are not Latin. */
function latin(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[æøþðłß]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[^a-z-]/g, '');
}
