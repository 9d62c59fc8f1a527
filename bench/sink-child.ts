import { createServer, type Socket } from 'node:net';

// A mail server in a process of its own that takes everything, keeps nothing and costs as little as one can. It says
// its port, and ends when its standard input does.

const END = Buffer.from('\r\n.\r\n');
const greeting = '250-sink\r\n250-PIPELINING\r\n250-SIZE 10000000\r\n250 8BITMIME\r\n';

function serve(socket: Socket): void {
  let rest = Buffer.alloc(0);
  let inMessage = false;
  socket.on('error', () => socket.destroy());
  socket.write('220 sink\r\n');
  socket.on('data', (chunk) => {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let said = '';
    for (;;) {
      const end = inMessage ? bytes.indexOf(END) : bytes.indexOf('\n');
      if (end < 0) break;
      if (inMessage) said += '250 2.0.0 taken\r\n';
      else said += answerTo(bytes[0], bytes[2]);
      const isData = !inMessage && (bytes[0] === 0x44 || bytes[0] === 0x64);
      bytes = bytes.subarray(end + (inMessage ? END.length : 1));
      inMessage = isData;
    }
    // What was looked through before is not looked through again: the end may only straddle the last bytes.
    rest = Buffer.from(inMessage ? bytes.subarray(-4) : bytes);
    if (said.includes('221')) socket.end(said);
    else if (said !== '') socket.write(said);
  });
}

/** @param first - of the verb; @param third - tells EHLO and HELO from the rest */
function answerTo(first: number | undefined, third: number | undefined): string {
  const letter = String.fromCharCode(first ?? 0).toUpperCase();
  if (letter === 'E' || (letter === 'H' && third !== undefined)) return greeting;
  if (letter === 'D') return '354 go on\r\n';
  return letter === 'Q' ? '221 bye\r\n' : '250 ok\r\n';
}

const server = createServer({ noDelay: true }, serve).listen(0, '127.0.0.1', () => {
  process.stdout.write(`${Object(server.address()).port}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
