import type { Block, Mustache, Program, Statement } from '../handlebars/ast.ts';
import { MisplacedError, nameOf } from './check.ts';
import { TemplateError } from './error.ts';
import { fault } from './faults.ts';
import { type HtmlState, isSameState, joinHtml, startOfHtml } from './html-state.ts';
import { afterField, type Place, placeOf } from './place.ts';
import { type Findings, readHtml } from './read-html.ts';

/** What a template prints, as far as that can be told before it has values. */
export interface Places extends Findings {
  fields: Map<Mustache, Place>;
  /** The state in which all of it ends. */
  end: HtmlState;
}

/** How much is read at most, in characters: loops in a value are read again and again, those in them each time. */
const mostReading = 1_500_000;
/** What a statement takes to read, in the same measure. */
const statementCost = 40;

interface Reading extends Places {
  left: number;
}

/**
 * Where each field of a template stands in its HTML, and what acts in it. Read is what can be printed: notes are
 * nothing, and a block is the text of each of its branches, each in its place.
 *
 * @throws {MisplacedError} where a value could not be made harmless: inside a tag, in a script, in a link's scheme
 */
export function findPlaces(program: Program): Places {
  const places: Reading = {
    fields: new Map(),
    acting: new Set(),
    isSure: true,
    end: startOfHtml,
    left: mostReading,
  };
  places.end = readProgram(program, startOfHtml, places);
  return places;
}

function readProgram(program: Program | undefined, start: HtmlState, places: Reading): HtmlState {
  let state = start;
  for (const statement of program?.body ?? []) {
    try {
      count(statement, places);
      if (statement.type === 'ContentStatement') state = readHtml(state, statement.value, places);
      else if (statement.type === 'BlockStatement') state = readBlock(statement, state, places);
      else if (statement.type === 'MustacheStatement') {
        places.fields.set(statement, placeOf(state));
        state = afterField(state);
      }
    } catch (error) {
      if (error instanceof TemplateError) throw new MisplacedError(error.fault ?? error.reason, statement);
      throw error;
    }
  }
  return state;
}

function count(statement: Statement, places: Reading): void {
  places.left -= statementCost + (statement.type === 'ContentStatement' ? statement.value.length : 0);
  if (places.left < 0) throw new TemplateError(fault('tooDeep', {}));
}

function readBlock(block: Block, state: HtmlState, places: Reading): HtmlState {
  const otherwise = readProgram(block.inverse, state, places);
  const end = isLoop(block)
    ? readTurns(block.program, state, places)
    : readProgram(block.program, state, places);
  return joinHtml(end, otherwise);
}

/** Everything else goes through a list, if there is one. */
function isLoop({ path, params }: Block): boolean {
  return params.length === 0 || !['if', 'unless', 'with'].includes(nameOf(path));
}

/**
 * A loop may run any number of times, so each turn must end where it began. A turn begins with what is certain both
 * before the loop and after a turn; reading it so again makes nothing less certain than the second time.
 */
function readTurns(program: Program | undefined, start: HtmlState, places: Reading): HtmlState {
  let state = start;
  for (;;) {
    const joined = joinHtml(state, readProgram(program, state, places));
    if (isSameState(joined, state)) return joined;
    state = joined;
  }
}
