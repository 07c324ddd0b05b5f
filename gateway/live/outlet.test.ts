import { expect, it } from 'vitest'
import { Message } from './message.ts'
import { Outlet } from './outlet.ts'

const message = (id: string, key: string) => new Message(id, key, Buffer.from(id))

it('sends nothing of what waits when its subscription is over', () => {
  const sent: string[] = []
  const send = ({ id }: Message) => sent.push(id) < 0
  const outlet = new Outlet({ send, end: () => undefined, complete: () => undefined }, 'STATE')
  outlet.push(message('1-0', 'a'))
  outlet.push(message('2-0', 'b'))
  outlet.close()
  outlet.push(message('3-0', 'c'))
  outlet.drained()
  expect(sent).toEqual(['1-0'])
})

it('keeps of states the newest of each key, of either no more than some megabytes, and sends them in order', () => {
  const sent: string[] = []
  const outlet = new Outlet(
    { send: ({ id }) => sent.push(id) !== 1, end: () => undefined, complete: () => undefined },
    'STATE',
  )
  for (const [at, key] of ['a', 'b', 'c', 'b'].entries()) outlet.push(message(`${at}-0`, key))
  outlet.drained()
  expect(sent).toEqual(['0-0', '2-0', '3-0'])
  const large = (id: string) => new Message(id, 'one key', Buffer.alloc(3_000_000))
  const stuck = new Outlet({ send: () => false, end: () => undefined, complete: () => undefined }, 'STATE')
  for (const id of ['1-0', '2-0', '3-0', '4-0']) stuck.push(large(id))
  const facts = new Outlet({ send: () => false, end: () => undefined, complete: () => undefined }, 'FACT')
  facts.push(large('1-0'))
  facts.push(large('2-0'))
  expect(() => facts.push(large('3-0'))).toThrow(/does not read fast enough/)
})
