import { invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { TemplateError } from '../../lib/core/template/error.ts';
import { type Sanitised, sanitise } from './sanitise.ts';

/** As `sanitise`; of HTML that cannot be read a refusal that names its field. */
export function cleanHtml(source: string, field: string): Result<Sanitised> {
  try {
    return ok(sanitise(source));
  } catch (error) {
    if (error instanceof TemplateError) return invalidField(field, error.message);
    throw error;
  }
}
