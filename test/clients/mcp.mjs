// node mcp.mjs GATEWAY: the protocol's own client, with the handshake of 2025 and without; prints what it was told.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'

const [address] = process.argv.slice(2)
const client = new Client({ name: 'test', version: '1' })
await client.connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp`)))
const { tools } = await client.listTools()
const found = await client.callTool({ name: 'search', arguments: { text: '大三巴', first: 1 } })
const wrong = await client.callTool({ name: 'search', arguments: { txt: 'x' } })
process.stdout.write(
  JSON.stringify({
    server: client.getServerVersion()?.name,
    tools: tools.map(({ name }) => name),
    found: found.structuredContent,
    wrong: { isError: wrong.isError, content: wrong.content },
  }),
)
await client.close()
