import { expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { runGraph } from './runGraph.ts'

/** What a bureau may expect of it, most of them by the names that rover has. */
const EXPECTED_VERBS =
  'init check publish fetch list history diff rollback lint docs dev whoami changelog'.split(' ')

function run(...args: readonly string[]) {
  return runGraph(args, {
    now: new Date('2026-11-28T04:00:00Z'),
    environment: {},
    print: () => {},
    untilStopped: async () => {},
    folder: packageRoot,
    colour: false,
  })
}

it('has a page on each of its verbs that states the exit codes', async () => {
  const verbs = [...(await run('--help')).text.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(
    ([, verb = '']) => verb,
  )
  expect(verbs).toEqual(expect.arrayContaining(EXPECTED_VERBS))
  for (const verb of verbs) {
    const { exitCode, text } = await run(verb, '--help')
    expect(exitCode, verb).toBe(0)
    expect(text, verb).toMatch(new RegExp(`^graph ${verb}`))
    expect(text, verb).toMatch(/\nExit codes\n {2}0 {2}.+\n {2}1 {2}.+\n {2}2 {2}.+\n(?: {2}3 {2}.+\n)?$/)
    expect(Math.max(...text.split('\n').map((line) => line.length)), verb).toBeLessThanOrEqual(125)
  }
})
