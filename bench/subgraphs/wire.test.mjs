import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { addHead, createWireServer } from './wire.mjs'

const BODY = '{"query":"{ café }"}'

test('a body with a length, a body in chunks and no body reach the answerer whole', async (context) => {
  const { port, heard } = await startServer(context)
  await ask(port, '/sized', { 'content-length': Buffer.byteLength(BODY) }, BODY)
  await ask(port, '/chunked', { 'transfer-encoding': 'chunked' }, BODY)
  await ask(port, '/none', {}, '')
  assert.deepEqual(heard, [
    { path: '/sized', body: BODY },
    { path: '/chunked', body: BODY },
    { path: '/none', body: '' },
  ])
})

test('a request that comes byte by byte is one request', async (context) => {
  const { port, heard } = await startServer(context)
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  for (const byte of 'POST /slow HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}') {
    socket.write(byte)
    await new Promise(setImmediate)
  }
  const [answer] = await once(socket, 'data')
  socket.destroy()
  assert.match(String(answer), /\r\n\r\n"fine"$/)
  assert.deepEqual(heard, [{ path: '/slow', body: '{}' }])
})

async function startServer(context) {
  const heard = []
  const server = createWireServer((path, body) => {
    heard.push({ path, body: Buffer.from(body, 'latin1').toString() })
    return addHead(Buffer.from('"fine"'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  return { port: server.address().port, heard }
}

async function ask(port, path, headers, body) {
  const sent = request({ host: '127.0.0.1', port, path, method: body ? 'POST' : 'GET', headers })
  if (body) sent.write(body.slice(0, 10))
  sent.end(body.slice(10))
  const [answer] = await once(sent, 'response')
  answer.resume()
  await once(answer, 'end')
}
