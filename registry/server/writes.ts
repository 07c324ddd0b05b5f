import { z } from 'zod'
import type { PublishOutcome } from '../acts/publish.ts'
import { BadRequest } from '../refusals.ts'
import type { ApiAnswer, WriteRoute } from './route.ts'
import { readBody } from './body.ts'

const MOST_ADDRESS = 2_000
const KEY_ID = /^[0-9a-f]{8}$/
const NAME = /^[a-z][a-z0-9_-]{0,62}$/

const message = z
  .string()
  .trim()
  .min(1, 'expected why it is done')
  .max(2_000, 'expected at most 2000 characters')
const after = z.int().min(0).optional()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal digits')
const allowances = z
  .array(z.strictObject({ id: z.string().max(500), reason: z.string().trim().min(1).max(2_000) }))
  .max(100)
  .default([])

const proposed = { sdl: z.string(), allowances }
const proposal = z.strictObject(proposed)
const publication = z.strictObject({
  ...proposed,
  address: z
    .string()
    .max(MOST_ADDRESS)
    .refine(isAddress, 'expected an address such as https://weather.example/graphql, without credentials')
    .optional(),
  bureau: z.string().max(100_000, 'expected an entry of at most 100000 characters').optional(),
  message,
  after,
})

/** What takes a key. */
export const writes: Readonly<Record<string, WriteRoute>> = {
  '/v1/whoami': async (_, { key, bureau }) => ({ status: 200, body: { key, bureau } }),
  '/v1/subgraphs/*/check': async ({ registry, words, request }, actor) => {
    const subgraph = nameOf(words)
    const { sdl, allowances: allowed } = await readBody(request, proposal)
    const report = await registry.check(actor, { subgraph, sdl, allowances: allowed })
    return { status: 200, body: { report } }
  },
  '/v1/subgraphs/*/publish': async ({ registry, words, request }, actor) => {
    const subgraph = nameOf(words)
    const { address, bureau, after: known, ...given } = await readBody(request, publication)
    return tell(await registry.publish(actor, { ...given, subgraph, address, bureau, after: known }))
  },
  '/v1/subgraphs/*/approve': async ({ registry, words, request }, actor) => {
    const { act } = await readBody(request, z.strictObject({ act: z.int() }))
    return tell(await registry.approve(actor, nameOf(words), act))
  },
  '/v1/subgraphs/*/consent': async ({ registry, words, request }, actor) => {
    const { sdl } = await readBody(request, z.strictObject({ sdl: sha256 }))
    await registry.consent(actor, nameOf(words), sdl)
    return { status: 200, body: { consented: sdl } }
  },
  '/v1/subgraphs/*/delete': async ({ registry, words, request }, actor) => {
    const given = await readBody(request, z.strictObject({ message, after }))
    const { number } = await registry.deleteSubgraph(actor, {
      subgraph: nameOf(words),
      message: given.message,
      after: given.after,
    })
    return { status: 200, body: { release: number } }
  },
  '/v1/rollback': async ({ registry, request }, actor) => {
    const shape = z.strictObject({ to: z.int(), revive: z.array(z.string()).default([]), message, after })
    const given = await readBody(request, shape)
    const { number } = await registry.rollback(actor, { ...given, after: given.after })
    return { status: 200, body: { release: number } }
  },
  '/v1/keys': async ({ registry, request }, actor) => {
    const shape = z.strictObject({
      id: z.string().regex(KEY_ID, 'expected eight hexadecimal digits'),
      hash: sha256,
      bureau: z.string().regex(NAME, 'expected the name of a subgraph').nullable(),
    })
    const key = await readBody(request, shape)
    await registry.addKey(actor, key)
    return { status: 200, body: { key: key.id, bureau: key.bureau } }
  },
  '/v1/keys/*/revoke': async ({ registry, words }, actor) => {
    const [id = ''] = words
    // Whoever gives the whole key by mistake shall not find it in the history, which everybody reads.
    if (!KEY_ID.test(id))
      throw new BadRequest('Expected the id of a key, eight hexadecimal digits; got another text.')
    await registry.revokeKey(actor, id)
    return { status: 200, body: { revoked: id } }
  },
}

function nameOf([name = '']: readonly string[]): string {
  if (NAME.test(name)) return name
  throw new BadRequest(
    `Expected the name of a subgraph, such as weather; got ${JSON.stringify(name.slice(0, 80))}.`,
  )
}

function tell(outcome: PublishOutcome): ApiAnswer {
  switch (outcome.kind) {
    case 'published':
      return {
        status: 200,
        body: { outcome: 'published', release: outcome.release.number, report: outcome.report },
      }
    case 'unchanged':
      return { status: 200, body: { outcome: 'unchanged', release: outcome.release.number } }
    case 'waiting':
      return { status: 202, body: { outcome: 'waiting', act: outcome.act, report: outcome.report } }
  }
}

/** Credentials in an address would be read by all who read the registry; what is no visible ASCII would move a terminal's cursor. */
function isAddress(text: string): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return false
  const { username, password, hash } = new URL(text)
  return username === '' && password === '' && hash === ''
}
