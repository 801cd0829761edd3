// An HTTP application. PORT and HOST, or SOCKET; DELAY in ms before it answers (or the path: /wait/500); COOKIE = bytes of Set-Cookie; TLS = directory of a certificate.
const fs = require('fs');
const { PORT, HOST = '127.0.0.1', SOCKET, DELAY = 0, COOKIE = 0, TLS } = process.env;

const answer = (request, response) => setTimeout(() => {
  if (+COOKIE) response.setHeader('Set-Cookie', 'session=' + 'x'.repeat(+COOKIE));
  const status = +request.url.match(/^\/status\/(\d+)/)?.[1] || 200;
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(`${status} from node\n`);
}, +(request.url.match(/^\/wait\/(\d+)/)?.[1] ?? DELAY));

const server = TLS
  ? require('https').createServer({ key: fs.readFileSync(`${TLS}/key.pem`), cert: fs.readFileSync(`${TLS}/cert.pem`) }, answer)
  : require('http').createServer(answer);
SOCKET ? server.listen(SOCKET) : server.listen(+PORT, HOST);
