// An HTTP application that ends its process at /crash: with an uncaught error, or at /exit without a word. PORT.
require('http').createServer((request, response) => {
  if (request.url === '/exit') process.exit(7);
  if (request.url === '/crash') setTimeout(() => { throw new TypeError('the basket is null'); }, 10);
  else response.end('200 from node\n');
}).listen(+process.env.PORT, '127.0.0.1');
