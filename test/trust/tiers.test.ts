import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { denialCodeFor, startTrustingGateway, type TrustingGateway } from './callers.ts'
import { CASES, type Case, type Tier } from './protectedFields.ts'

let gateway: TrustingGateway
beforeAll(async () => {
  gateway = await startTrustingGateway()
})
afterAll(() => gateway.stop())

const TIERS: readonly Tier[] = ['public', 'developer', 'partner', 'staff']

/** The five kinds of caller, with the scopes of their tokens; what an owner holds is its bureau's scope alone. */
function listCallers({ for: audience }: Case) {
  const bureau = audience.startsWith('bureau:') ? audience : 'bureau:ssm'
  const mayFrom = TIERS.findIndex((tier) => tier === audience)
  const isOpenTo = (tier: number) => mayFrom >= 0 && tier >= mayFrom
  return [
    { who: 'anonymous', scopes: null, sees: isOpenTo(0) },
    { who: 'developer', scopes: ['developer'], sees: isOpenTo(1) },
    { who: 'partner', scopes: ['partner'], sees: isOpenTo(2) },
    { who: 'staff', scopes: ['staff'], sees: isOpenTo(3) },
    { who: 'owner', scopes: [bureau], sees: audience.startsWith('bureau:') || audience === 'public' },
  ].map((caller) => ({ ...caller, what: caller.sees ? 'sees it' : 'gets null and an error in its place' }))
}

/** The answer's data with one value at one place, and lists that begin with it. */
function wrap(path: readonly (string | number)[], value: unknown): unknown {
  return path.reduceRight<unknown>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  )
}

function denial(coordinate: string, { path }: Case, code: string) {
  // Behind an interface the message names the type that was met.
  const field = coordinate.replace('Establishment.', 'Hotel.')
  return {
    data: wrap(path, null),
    errors: [{ message: `You may not see ${field}.`, path, extensions: { code } }],
  }
}

describe.each(Object.entries(CASES))('%s', (coordinate, one) => {
  it.each(listCallers(one))('$who $what', async ({ scopes, sees }) => {
    const answer = await gateway.ask(one.query, {}, await gateway.headersOf(scopes))
    expect(answer).toEqual(
      sees ? { data: wrap(one.path, one.value) } : denial(coordinate, one, denialCodeFor(scopes)),
    )
  })
})

describe('the table', () => {
  it('has each field that the facts name, with the tier that they give it', () => {
    const facts: unknown = JSON.parse(
      readFileSync(new URL('../facts/access_tiers.json', import.meta.url), 'utf8'),
    )
    const named = Object.entries(CASES).map(([coordinate, one]) => [
      one.named ?? coordinate,
      one.for.startsWith('bureau:') ? 'owner_bureau' : one.for === 'staff' ? 'bureau_staff' : one.for,
    ])
    expect(named).toHaveLength(34)
    expect(facts).toMatchObject({ fields: named.map(([field, tier]) => ({ field, tier })) })
  })

  it("has a bureau's own staff see what is for staff and what is the bureau's", async () => {
    const headers = await gateway.headersOf(['staff', 'bureau:dsat'])
    expect(await gateway.ask('{ bus(id: "S0001") { plate driverRosterId } }', {}, headers)).toEqual({
      data: { bus: { plate: 'SAMPLE-001', driverRosterId: 'sample roster 01' } },
    })
  })

  it('has another bureau see no more than anybody', async () => {
    const headers = await gateway.headersOf(['bureau:dsec'])
    const { data } = await gateway.ask('{ bus(id: "S0001") { plate driverRosterId } }', {}, headers)
    expect(data).toEqual({ bus: { plate: null, driverRosterId: null } })
  })
})
