import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

/**
 * What the specification only allows, and protection against cross-site requests forbids: a GET without a header of
 * its own, which any foreign page can send.
 */
const REFUSED_BY_CSRF_PROTECTION = new Set(['5A70', 'D6D5', '6A70'])

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn: fetch })

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s %s',
    async (id, _name, audit) => {
      const result = await audit.fn()
      const status = result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`
      expect(status).toMatch(REFUSED_BY_CSRF_PROTECTION.has(id) ? /^notice/ : /^ok$/)
    },
  )
})
