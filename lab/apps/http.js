// An HTTP application. PORT and HOST, or SOCKET; BACKLOG; DELAY in ms before it answers (or the path: /wait/500); COOKIE = bytes of Set-Cookie; TLS = directory of a certificate.
// Paths: /status/404, /bytes/1000000 (a body of so many), /block (computes for a minute and does nothing else), /leak (opens files until it may open no more).
const fs = require('fs');
const { PORT, HOST = '127.0.0.1', SOCKET, BACKLOG = 511, DELAY = 0, COOKIE = 0, TLS } = process.env;

const answer = (request, response) => request.resume().on('end', () => setTimeout(() => {
  if (+COOKIE) response.setHeader('Set-Cookie', 'session=' + 'x'.repeat(+COOKIE));
  const status = +request.url.match(/^\/status\/(\d+)/)?.[1] || 200;
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  if (request.url === '/block') for (const end = Date.now() + 60000; Date.now() < end;);
  if (request.url === '/leak') try { for (;;) fs.openSync('/dev/null'); } catch { response.shouldKeepAlive = false; }
  response.end(`${status} from node\n`.padEnd(+(request.url.match(/^\/bytes\/(\d+)/)?.[1] ?? 0), '.'));
}, +(request.url.match(/^\/wait\/(\d+)/)?.[1] ?? DELAY)));

const server = TLS
  ? require('https').createServer({ key: fs.readFileSync(`${TLS}/key.pem`), cert: fs.readFileSync(`${TLS}/cert.pem`) }, answer)
  : require('http').createServer(answer);
server.listen(SOCKET ? { path: SOCKET, backlog: +BACKLOG } : { port: +PORT, host: HOST, backlog: +BACKLOG });
