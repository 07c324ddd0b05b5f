import { expect, it } from 'vitest'
import { AssembledAnswers } from './assembled.ts'
import { MemoryLevel, type ResidentEntry } from './memory.ts'

const KILOBYTE = 1024
const FRESH = 1_000

it('gives a whole answer again as long as it is fresh', () => {
  const { assembled, hold } = createMemory()
  assembled.set('a', { answer: 'whole', parts: [hold('1'), hold('2')], freshUntil: FRESH })
  expect(assembled.get('a', FRESH - 1)?.answer).toBe('whole')
  expect(assembled.get('a', FRESH)).toBeUndefined()
  expect(assembled.size).toBe(0)
})

it.each([
  ['dropped', ({ memory }: Memory) => memory.delete('1')],
  ['replaced', ({ hold }: Memory) => hold('1')],
  ['cleared with all others', ({ memory }: Memory) => memory.clear()],
])('lets an answer go when one of its entries is %s', (_, lose) => {
  const all = createMemory()
  const { assembled, hold } = all
  const [one, two] = [hold('1'), hold('2')]
  assembled.set('both', { answer: 'of one and two', parts: [one, two], freshUntil: FRESH })
  assembled.set('other', { answer: 'of three', parts: [hold('3')], freshUntil: FRESH })
  lose(all)
  expect(assembled.get('both', 0)).toBeUndefined()
})

it('holds no answer whose entries were pushed out', () => {
  const { assembled, hold } = createMemory()
  for (let index = 0; index < 1_000; index++) {
    const parts = [hold(`${index}`)]
    assembled.set(`${index}`, { answer: 'x', parts, freshUntil: FRESH })
  }
  // An entry of a kilobyte is taken to weigh three and a half.
  expect(assembled.size).toBeLessThan(64 / 3)
  expect(assembled.get('999', 0)?.answer).toBe('x')
  expect(assembled.get('0', 0)).toBeUndefined()
})

it('remembers nothing that was made of an entry which has gone meanwhile', () => {
  const { assembled, hold, memory } = createMemory()
  const part = hold('1')
  memory.delete('1')
  assembled.set('a', { answer: 'old', parts: [part], freshUntil: FRESH })
  expect(assembled.get('a', 0)).toBeUndefined()
})

type Memory = ReturnType<typeof createMemory>

function createMemory() {
  const assembled = new AssembledAnswers<string>(1024 * KILOBYTE)
  const memory = new MemoryLevel(64 * KILOBYTE, (resident) => assembled.dropWith(resident))
  const hold = (key: string): ResidentEntry => {
    const group = { id: 'g', subgraph: 'shop', names: [] }
    const entry = { value: {}, bornAt: 0, freshFor: FRESH, staleFor: 0, errorFor: 0 }
    const resident = memory.set({ key, group, names: [], entry }, KILOBYTE)
    if (resident === undefined) throw new Error('The entry is too large.')
    return resident
  }
  return { assembled, memory, hold }
}
