import { expect, it } from 'vitest'
import type { GraphEvent } from '../../kit/events/graphEvent.ts'
import { GatewayError } from '../errors.ts'
import { Broadcast, type BroadcastParts } from './broadcast.ts'
import { Outlet } from './outlet.ts'
import type { Member } from './subscription.ts'
import { TopicLog } from './topicLog.ts'

const TOPIC = { name: 'parks', holds: 'STATE', match: new Map(), near: undefined } as const
const event = (time: number): GraphEvent => ({ id: `${time}-0`, key: 'a', attributes: {} })

interface Told {
  readonly member: Member
  readonly sent: readonly string[]
  readonly ends: readonly unknown[]
}

function memberOf(known: string, hasBegun = false): Told {
  const sent: string[] = []
  const ends: unknown[] = []
  const outlet = new Outlet(
    { send: ({ id }) => sent.push(id) > 0, end: () => undefined, complete: () => undefined },
    'STATE',
  )
  const end = (reason: GatewayError | undefined) => void ends.push(reason?.code)
  return {
    member: { subscription: NOTHING, outlet, known, hasBegun, end, complete: () => undefined },
    sent,
    ends,
  }
}

/** What these parts do not look at. */
const NOTHING = {} as never

function openBroadcast(log: TopicLog, parts: Partial<BroadcastParts> = {}, begun = '1-0'): Broadcast {
  return new Broadcast({ cost: 1 } as never, () => true, TOPIC, log, begun, {
    answer: async () => Buffer.from('{}'),
    assertMay: () => undefined,
    onEmpty: () => undefined,
    ...parts,
  })
}

const turn = () => new Promise((resolve) => setTimeout(resolve))

it('answers for a member that was allowed and leaves before it is told', async () => {
  const asked: Member[] = []
  const log = new TopicLog({ milliseconds: 1e15, events: 1e6 }, () => 0)
  const [first, second] = [memberOf('1-0'), memberOf('1-0')]
  const broadcast = openBroadcast(log, {
    async answer(asking) {
      asked.push(asking)
      return Buffer.from('{}')
    },
    async assertMay(member) {
      if (member !== second.member) return
      broadcast.leave(first.member)
      throw new GatewayError('UNAUTHENTICATED', 'The token is not accepted any more.')
    },
  })
  broadcast.join(first.member)
  broadcast.join(second.member)
  log.append('1-0', [event(2)])
  await turn()
  expect([asked, first.sent, second.ends]).toEqual([[first.member], [], ['UNAUTHENTICATED']])
})

it('ends a member once, though two look at its rights at the same time', async () => {
  const log = new TopicLog({ milliseconds: 1e15, events: 1e6 }, () => 0)
  const only = memberOf('1-0')
  const broadcast = openBroadcast(log, {
    assertMay: () =>
      Promise.reject(new GatewayError('UNAUTHENTICATED', 'The token is not accepted any more.')),
  })
  broadcast.join(only.member)
  await Promise.all([broadcast.check(), broadcast.check()])
  expect(only.ends).toEqual(['UNAUTHENTICATED'])
})

it('what one member knows of a log that knows nothing yet is told to one that knows less', async () => {
  const log = new TopicLog({ milliseconds: 1e15, events: 1e6 }, () => 0)
  const [more, less] = [memberOf('5-1', true), memberOf('5-0', true)]
  const broadcast = openBroadcast(log, {}, '5-1')
  for (const { member } of [more, less]) broadcast.join(member)
  log.append('4-0', [
    { ...event(5), id: '5-0' },
    { ...event(5), id: '5-1', key: 'b' },
    { ...event(5), id: '5-2', key: 'c' },
  ])
  await turn()
  expect([more.sent, less.sent, less.ends]).toEqual([['5-2'], ['5-1', '5-2'], []])
})

it('who joins while an event is being told is told of it too', async () => {
  const log = new TopicLog({ milliseconds: 1e15, events: 1e6 }, () => 0)
  const [first, second] = [memberOf('1-0'), memberOf('1-0')]
  let answer: (body: Buffer) => void = () => undefined
  const broadcast = openBroadcast(log, { answer: () => new Promise((resolve) => (answer = resolve)) })
  broadcast.join(first.member)
  log.append('1-0', [event(2)])
  await turn()
  broadcast.join(second.member)
  answer(Buffer.from('{}'))
  await turn()
  expect([first.sent, second.sent]).toEqual([['2-0'], ['2-0']])
})

it('a gap before what a member knows is no loss to it', async () => {
  const log = new TopicLog({ milliseconds: 1e15, events: 1e6 }, () => 0)
  const [knows, lost] = [memberOf('5-0', true), memberOf('4-0', true)]
  const broadcast = openBroadcast(log)
  for (const { member } of [knows, lost]) broadcast.join(member)
  log.append('5-0', [event(6)])
  await turn()
  expect([knows.sent, knows.ends]).toEqual([['6-0'], []])
  expect([lost.sent, lost.ends]).toEqual([[], ['EVENTS_FORGOTTEN']])
})
