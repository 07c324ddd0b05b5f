import { beforeEach, expect, it } from 'vitest'
import { createBudgetKeeper, type BudgetKeeper, type Budgets, type Client, type Seat } from './budgets.ts'
import { noLease } from './lease.ts'

const budget = {
  cost: { quota: 600, windowMs: 60_000 },
  cpu: { quota: 6_000, windowMs: 60_000 },
}
const BUDGETS: Budgets = { anonymous: budget, developer: budget, partner: budget, staff: budget }

let now = 0
let keeper: BudgetKeeper
let client: Client
beforeEach(() => {
  now = 1_000_000
  keeper = createBudgetKeeper(BUDGETS, noLease, () => now)
  client = keeper.clientOf('address 192.0.2.1', 'anonymous')
})

/** What a request of this cost is told; each costs 1 besides. */
function ask(cost: number, seat?: Seat): string {
  try {
    keeper.assertLeft(client, seat)
    keeper.takeCost(client, seat, cost)
    return 'answered'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

it('lets a client use all at once, and then as much as comes back', () => {
  expect(ask(399)).toBe('answered')
  expect(ask(199)).toBe('answered')
  expect(ask(0)).toContain('may use 600 in estimated cost in 60 s; ask again in 1 s.')
  now += 10_000
  expect(ask(49)).toBe('answered')
  expect(ask(99)).toContain('ask again in 5 s')
})

it('states what is left and when all is', () => {
  ask(299)
  expect(keeper.state(client)).toEqual({
    ratelimit: '"anonymous";r=300;t=30',
    'ratelimit-policy': '"anonymous";q=600;w=60;qu="cost", "anonymous-cpu";q=6000;w=60;qu="cpu-ms"',
  })
})

it('charges what the thread has worked for the client, and states the budget of which less is left', () => {
  client.use.total += 4_500
  ask(0)
  expect(keeper.state(client).ratelimit).toBe('"anonymous-cpu";r=1500;t=45')
  client.use.total += 1_500
  expect(ask(0)).toContain('may use 6000 milliseconds of processor time in 60 s')
})

it('forgives what was charged while nothing was left: a quarter of a window is the most that is owed', () => {
  client.use.total += 1_000_000
  expect(ask(0)).toContain('ask again in 16 s')
})

it('keeps a part for those who were there when one connection of their address took all', () => {
  const early = keeper.openSeat()
  now += 60_000
  const greedy = keeper.openSeat()
  for (let times = 0; times < 6; times++) ask(99, greedy)
  expect(ask(10, greedy)).toContain('ask again')
  expect(ask(10, early)).toBe('answered')
  expect(ask(10, early)).toContain('ask again')
  expect(ask(10, keeper.openSeat())).toContain('ask again')
})

it('gives those of one address no more than its budget once more', () => {
  const seats = Array.from({ length: 100 }, () => keeper.openSeat())
  now += 60_000
  for (let times = 0; times < 6; times++) ask(99)
  const answered = seats.filter((seat) => ask(14, seat) === 'answered')
  expect(answered).toHaveLength(40)
})

it('answers what costs more than all when nothing else was asked', () => {
  expect(ask(5_000)).toBe('answered')
  expect(ask(0)).toContain('ask again')
})
