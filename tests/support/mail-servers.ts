import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { freePort } from './free-port.ts';

/** Somebody's mailbox on both servers. */
export interface TestBox {
  address: string;
  password: string;
  /** Gets the mail for everybody of its domain who has no box. */
  takesAll?: boolean;
}

/** Postfix and Dovecot, private to a test, on loopback. Mail for anybody else than the boxes goes nowhere. */
export interface MailServers {
  smtpUrl: string;
  imapUrl(box: TestBox): string;
  /** Sources of the mails that lie in a box, in the order of their arrival. */
  mailsOf(box: TestBox): Buffer[];
  /** Brings a mail in by SMTP, as another mail server would. */
  bringIn(mail: { from: string; to: string; source: Buffer }): Promise<void>;
  /** What the mail server has done with each mail that it took, by its log. */
  deliveries(): { to: string; status: string }[];
  /** Names of the files that hold a box's mails; a flag that changes or a move shows in them. */
  filesOf(box: TestBox): string[];
  stopDovecot(): Promise<void>;
  startDovecot(): Promise<void>;
  stop(): Promise<void>;
}

const postfixPrograms = '/usr/lib/postfix/sbin';
/** Nobody's: what lies in the boxes belongs to these numbers. */
const mailOwner = 5000;

/** @throws {Error} naming what is missing on this machine */
export async function startMailServers(boxes: readonly TestBox[]): Promise<MailServers> {
  for (const path of [join(postfixPrograms, 'master'), '/usr/sbin/dovecot'])
    if (!existsSync(path)) throw new Error(`expected ${path}: install postfix and dovecot-imapd`);
  if (process.getuid?.() !== 0) throw new Error('expected to be root, as postfix drops its rights by itself');
  const folder = mkdtempSync(join(tmpdir(), 'utskick-mail-'));
  chmodSync(folder, 0o755);
  const [smtpPort, imapPort] = [await freePort(), await freePort()];
  const mail = join(folder, 'mail');
  mkdirSync(mail);
  spawnSync('chown', [`${mailOwner}:${mailOwner}`, mail]);
  const postfix = await startPostfix(folder, smtpPort, boxes);
  let dovecot = await startDovecot(folder, imapPort, boxes);
  const newOf = (box: TestBox) => join(mail, pathOf(box), 'new');
  const curOf = (box: TestBox) => join(mail, pathOf(box), 'cur');
  const namesIn = (path: string) =>
    existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
  const files = (box: TestBox) => [...namesIn(newOf(box)), ...namesIn(curOf(box))];
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    imapUrl: ({ address, password }) =>
      `imap://${encodeURIComponent(address)}:${password}@127.0.0.1:${imapPort}`,
    deliveries: () => {
      const log = readFileSync(join(folder, 'postfix.log'), 'utf8');
      const lines = [...log.matchAll(/ to=<([^>]+)>, .*status=(\w+)/g)];
      return lines.map(([, to = '', status = '']) => ({ to, status }));
    },
    filesOf: (box) =>
      files(box)
        .map((path) => path.replace(/^.*\//, ''))
        .sort(),
    mailsOf: (box) =>
      files(box)
        .toSorted((a, b) => (a.replace(/^.*\//, '') < b.replace(/^.*\//, '') ? -1 : 1))
        .map((path) => readFileSync(path)),
    bringIn: async ({ from, to, source }) => {
      const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true });
      await transport.sendMail({ envelope: { from, to: [to] }, raw: source });
      transport.close();
    },
    stopDovecot: () => end(dovecot),
    startDovecot: async () => {
      dovecot = await startDovecot(folder, imapPort, boxes);
    },
    stop: async () => {
      await end(dovecot);
      await end(postfix);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function domainOf({ address }: TestBox): string {
  return address.split('@')[1] ?? '';
}

/** Where a box lies below the folder of all mail. */
function pathOf({ address }: TestBox): string {
  const [name = '', domain = ''] = address.split('@');
  return `${domain}/${name}`;
}

async function startPostfix(folder: string, port: number, boxes: readonly TestBox[]): Promise<ChildProcess> {
  const config = join(folder, 'postfix');
  for (const name of [config, join(folder, 'data')]) mkdirSync(name);
  spawnSync('chown', ['postfix', join(folder, 'data')]);
  makeQueue(join(folder, 'queue'));
  const domains = [...new Set(boxes.map(domainOf))];
  const lines = boxes.map((box) => `${box.takesAll ? `@${domainOf(box)}` : box.address} ${pathOf(box)}/\n`);
  writeFileSync(join(config, 'boxes'), lines.join(''));
  const settings = {
    compatibility_level: '3.6',
    queue_directory: join(folder, 'queue'),
    data_directory: join(folder, 'data'),
    daemon_directory: postfixPrograms,
    command_directory: '/usr/sbin',
    maillog_file: join(folder, 'postfix.log'),
    maillog_file_prefixes: folder,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    myhostname: 'mx.nordby.example',
    mydestination: '',
    mynetworks: '127.0.0.0/8',
    alias_maps: '',
    smtpd_relay_restrictions: 'permit_mynetworks, reject',
    // Who does not exist is found out after the mail was taken, as behind many a gateway.
    smtpd_reject_unlisted_recipient: 'no',
    recipient_delimiter: '+',
    virtual_mailbox_domains: domains.join(', '),
    virtual_mailbox_base: join(folder, 'mail'),
    virtual_mailbox_maps: `texthash:${join(config, 'boxes')}`,
    virtual_minimum_uid: '1',
    virtual_uid_maps: `static:${mailOwner}`,
    virtual_gid_maps: `static:${mailOwner}`,
    default_transport: 'error:5.1.2 no mail leaves this machine',
    relay_transport: 'error:5.1.2 no mail leaves this machine',
  };
  writeFileSync(
    join(config, 'main.cf'),
    Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  writeFileSync(join(config, 'master.cf'), services(port));
  const child = spawn(join(postfixPrograms, 'master'), ['-c', config, '-d'], { stdio: 'ignore' });
  await answers(port, child, () => readFileSync(join(folder, 'postfix.log'), 'utf8'));
  return child;
}

/** The folders of the queue with the owners that postfix insists on. */
function makeQueue(queue: string): void {
  mkdirSync(queue);
  const own = 'active bounce corrupt defer deferred flush hold incoming private saved trace'.split(' ');
  for (const name of [...own, 'maildrop', 'public', 'pid']) mkdirSync(join(queue, name));
  spawnSync('chown', ['postfix', ...own.map((name) => join(queue, name))]);
  for (const name of own) chmodSync(join(queue, name), 0o700);
  spawnSync('chown', ['postfix:postdrop', join(queue, 'maildrop'), join(queue, 'public')]);
  chmodSync(join(queue, 'maildrop'), 0o730);
  chmodSync(join(queue, 'public'), 0o710);
}

/** master.cf: name, type, private, unprivileged, chroot, wake-up, most, program. */
function services(port: number): string {
  const inside =
    'cleanup trivial-rewrite:rewrite bounce bounce:defer bounce:trace error error:retry discard virtual anvil scache proxymap';
  const lines = inside.split(' ').map((entry) => {
    const [program = '', name = program] = entry.split(':');
    const privileged = program === 'virtual' ? 'n' : '-';
    return `${name} unix ${name === 'cleanup' ? 'n' : '-'} ${privileged} n - 0 ${program}`;
  });
  return [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'qmgr unix n - n 300 1 qmgr',
    'postlog unix-dgram n - n - 1 postlogd',
    ...lines,
    '',
  ].join('\n');
}

async function startDovecot(folder: string, port: number, boxes: readonly TestBox[]): Promise<ChildProcess> {
  const users = join(folder, 'users');
  writeFileSync(users, boxes.map(({ address, password }) => `${address}:{PLAIN}${password}\n`).join(''));
  const config = join(folder, 'dovecot.conf');
  writeFileSync(
    config,
    `base_dir = ${folder}/run
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
log_path = ${folder}/dovecot.log
first_valid_uid = 1
default_vsz_limit = 512M
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = passwd-file
  args = username_format=%u ${users}
}
userdb {
  driver = static
  args = uid=${mailOwner} gid=${mailOwner} home=${folder}/mail/%d/%n
}
mail_location = maildir:${folder}/mail/%d/%n
`,
  );
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', config], { stdio: 'ignore' });
  await answers(port, child, () => readFileSync(join(folder, 'dovecot.log'), 'utf8'));
  return child;
}

/** Waits until a server greets; one that has ended is told with what it has logged. */
async function answers(port: number, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`expected a server on port ${port}, got:\n${log()}`);
    const greeted = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => resolve(true)).once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
      socket.once('data', () => socket.destroy());
    });
    if (greeted) return;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
