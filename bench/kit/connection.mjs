import { connect } from 'node:net'
import { createFraming } from './framing.mjs'

/**
 * One keep-alive connection that asks again as soon as it is answered, or after a pause.
 * @param {URL} url
 * @param {() => Buffer} nextRequest
 * @param {{ onAnswer: (status: number, bodyBytes: number, ms: number) => void, pauseMs?: number }} hooks
 */
export function keepAsking(url, nextRequest, { onAnswer, pauseMs = 0 }) {
  let sentAt = 0
  const read = createFraming((status, bodyBytes) => {
    onAnswer(status, bodyBytes, performance.now() - sentAt)
    if (pauseMs > 0) setTimeout(send, pauseMs)
    else send()
  })
  const socket = connect({
    host: url.hostname,
    port: Number(url.port),
    // One buffer for the connection's whole life: the load collects no garbage while it reads.
    onread: { buffer: Buffer.allocUnsafe(256 * 1024), callback: readInto },
  })
  socket.setNoDelay(true)
  socket.on('connect', send)
  socket.on('error', (error) => fail(error.message))
  socket.on('close', () => fail('the connection was closed'))

  function readInto(length, buffer) {
    read(buffer.subarray(0, length))
    return true
  }

  function send() {
    const request = nextRequest()
    sentAt = performance.now()
    socket.write(request)
  }

  function fail(reason) {
    process.stderr.write(`The load stops: ${reason}\n`)
    process.exit(1)
  }
}
