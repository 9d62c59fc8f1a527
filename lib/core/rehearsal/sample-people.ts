/** Somebody who does not exist. */
export interface SamplePerson {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  title: string;
  companyName: string;
}

const firstNames = ['Ada', 'Bela', 'Cleo', 'Dario', 'Elin', 'Faro', 'Greta', 'Hugo', 'Ines', 'Juno'];

/**
 * Made-up people for a rehearsal, each at a company of their own: their names say that they are made up, and their
 * addresses are at domains that nobody can have. The same every time.
 *
 * @see RFC 2606 §2
 */
export function samplePeople(count: number): SamplePerson[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const firstName = firstNames[index % firstNames.length] ?? 'Ada';
    return {
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      firstName,
      lastName: `Sample ${number}`,
      email: `${firstName.toLowerCase()}.sample@company-${number}.example`,
      title: 'Sample title',
      companyName: `Sample Company ${number}`,
    };
  });
}
