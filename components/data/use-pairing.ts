import { useEffect, useState } from 'preact/hooks';
import { attempt, type Link, type Problem, useLink } from './link.ts';

export type PairingState =
  | { step: 'address'; busy: boolean; problem: Problem | null }
  | { step: 'code'; userCode: string; verificationUrl: string; expiresAt: string; problem: Problem | null }
  | { step: 'redeeming' }
  | { step: 'linkFailed'; problem: Problem }
  | { step: 'paired' };

export interface Pairing {
  state: PairingState;
  begin(server: string): Promise<void>;
  redeem(server: string, linkCode: string): Promise<void>;
  /** Back to the address, with nothing pending at the server. */
  restart(): void;
}

const pollMs = 3_000;
const start: PairingState = { step: 'address', busy: false, problem: null };

/** Pairing by device code or by a one-time link; asks the server every three seconds while a code is open. */
export function usePairing(): Pairing {
  const link = useLink();
  const [state, setState] = useState<PairingState>(start);
  usePolling(link, state, setState);

  return {
    state,
    begin: async (server) => {
      setState({ step: 'address', busy: true, problem: null });
      const answer = await attempt(() => link.ask('pairing.begin', { server }));
      setState(answer.ok ? { step: 'code', ...answer.value, problem: null } : { step: 'address', busy: false, problem: answer.problem });
    },
    redeem: async (server, linkCode) => {
      setState({ step: 'redeeming' });
      const answer = await attempt(() => link.ask('pairing.redeem', { server, linkCode }));
      setState(answer.ok ? { step: 'paired' } : { step: 'linkFailed', problem: answer.problem });
    },
    restart: () => {
      void link.ask('pairing.cancel', {}).catch(() => {
        // Nobody answered, so nothing is pending here either; the code runs out on the server by itself.
      });
      setState(start);
    },
  };
}

function usePolling(link: Link, state: PairingState, setState: (next: PairingState) => void): void {
  useEffect(() => {
    if (state.step !== 'code' || isFinal(state.problem)) return undefined;
    const timer = setTimeout(async () => {
      const answer = await attempt(() => link.ask('pairing.poll', {}));
      if (answer.ok) setState(answer.value.state === 'paired' ? { step: 'paired' } : { ...state, problem: null });
      else setState({ ...state, problem: answer.problem.code === 'PAIRING_PENDING' ? null : answer.problem });
    }, pollMs);
    return () => clearTimeout(timer);
  }, [link, state, setState]);
}

/** A server that does not answer may come back; a code that is refused or too old will not. */
export function isFinal(problem: Problem | null): boolean {
  return problem !== null && problem.code.startsWith('PAIRING_') && problem.code !== 'PAIRING_PENDING';
}
