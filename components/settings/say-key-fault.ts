import { KeyFault } from '../../lib/contract/dkim.ts';
import type { TemplateFault } from '../../lib/contract/errors.ts';
import { t } from '../i18n.ts';

/** What is wrong with a private key, in the person's language. */
export function sayKeyFault({ code, values }: Pick<TemplateFault, 'code' | 'values'>): string {
  const fault = KeyFault.safeParse(code).data ?? 'unreadable';
  const { kind = '', bits = '', least = '', most = '' } = values;
  switch (fault) {
    case 'kind':
      return t('dkim.faultOf.kind', { kind });
    case 'short':
      return t('dkim.faultOf.short', { bits, least });
    case 'long':
      return t('dkim.faultOf.long', { bits, most });
    case 'none':
    case 'ssh':
    case 'encrypted':
    case 'public':
    case 'certificate':
    case 'unreadable':
      return t(`dkim.faultOf.${fault}`);
  }
}
