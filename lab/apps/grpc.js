// A gRPC application as far as nginx can tell: HTTP/2 without TLS on PORT, an empty message and grpc-status 0.
require('http2').createServer().on('stream', stream => {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.from([0, 0, 0, 0, 0]));
}).listen(+process.env.PORT, '127.0.0.1');
