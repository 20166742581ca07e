import { createServer } from 'node:http';
import { TOPIC } from '../../http/order.js';
import { port, sayReady } from '../../support/settings.js';

/** Reads the body as JSON and answers, and does nothing else: what Node's HTTP itself costs. */
let offset = 0;
createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { orderId } = JSON.parse(Buffer.concat(chunks).toString()) as { orderId: string };
    const receipt = JSON.stringify({ id: orderId, topic: TOPIC, partition: 0, offset: offset++ });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(receipt) };
    response.writeHead(201, headers).end(receipt);
  });
}).listen(port, '127.0.0.1', sayReady);
