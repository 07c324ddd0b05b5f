import { createServer } from 'node:net'

const HEAD_END = Buffer.from('\r\n\r\n')
const NOTHING = Buffer.alloc(0)

/**
 * The part of HTTP/1.1 that gateways use towards subgraphs, on bare sockets: `node:http` spends three times as much on
 * a request, and what a subgraph spends is taken from the core that also makes the load. Clients that pipeline are not
 * served in order; none of the peers does.
 * @param {(path: string, body: string) => Buffer | Promise<Buffer>} answer body as Latin-1, answer with its head
 */
export function createWireServer(answer) {
  return createServer({ noDelay: true }, (socket) => {
    let carried = NOTHING
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      carried = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
      for (let request = readRequest(carried); request; request = readRequest(carried)) {
        carried = carried.subarray(request.end)
        reply(socket, answer(request.path, request.body))
      }
    })
  })
}

async function reply(socket, known) {
  socket.write(Buffer.isBuffer(known) ? known : await known)
}

/** One whole request at the front of `data`, or nothing when it is not all here yet. */
function readRequest(data) {
  const headEnd = data.indexOf(HEAD_END)
  if (headEnd === -1) return undefined
  const head = data.latin1Slice(0, headEnd)
  const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1))
  const found = readBody(data, headEnd + 4, head)
  return found && { path, ...found }
}

function readBody(data, start, head) {
  const length = /\ncontent-length: *(\d+)/i.exec(head)
  if (!length)
    return /\ntransfer-encoding: *chunked/i.test(head) ? readChunks(data, start) : { body: '', end: start }
  const end = start + Number(length[1])
  return end <= data.length ? { body: data.latin1Slice(start, end), end } : undefined
}

function readChunks(data, start) {
  let body = ''
  let at = start
  for (;;) {
    const lineEnd = data.indexOf('\r\n', at)
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(data.latin1Slice(at, lineEnd), 16)
    const end = lineEnd + 2 + size + 2
    if (end > data.length) return undefined
    if (size === 0) return { body, end }
    body += data.latin1Slice(lineEnd + 2, end - 2)
    at = end
  }
}

/** @param {Buffer} body */
export function addHead(body) {
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), body])
}
