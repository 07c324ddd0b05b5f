import { createServer } from 'node:http'

/**
 * The barest HTTP server that still reads the request: what any gateway on Node must at least pay.
 * @param {(body: string, authorization: string) => string | Buffer | Promise<string | Buffer>} answer
 */
export function serve(answer) {
  const server = createServer((request, response) => {
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', async () => {
      try {
        send(
          response,
          200,
          await answer(Buffer.concat(chunks).toString(), request.headers.authorization ?? ''),
        )
      } catch (error) {
        send(response, 500, String(error))
      }
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}/graphql`))
  })
}

function send(response, status, text) {
  response.writeHead(status, ['content-type', 'application/json', 'content-length', Buffer.byteLength(text)])
  response.end(text)
}
