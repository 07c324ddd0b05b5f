import { sha256Hex } from '../../kit/digest.ts'
import { describe, expect, it } from 'vitest'
import { CHAIN_START, readLine, sealLine } from './chain.ts'
import { verifyLines, type AuditText } from './verify.ts'

/** The lines of five records, and where they end. */
function fiveLines() {
  let end = CHAIN_START
  const lines = ['a', 'b', 'c', 'd', 'e'].map((field) => {
    const sealed = sealLine(end, { requestId: `r-${field}`, field })
    end = sealed.end
    return sealed.line
  })
  return { lines, end }
}

async function verify(lines: readonly string[]) {
  return verifyLines(
    (async function* (): AsyncGenerator<AuditText> {
      for (const [index, text] of lines.entries()) yield { place: `trail:${index + 1}`, text }
    })(),
  )
}

const { lines, end } = fiveLines()
const [one = '', two = '', three = '', four = '', five = ''] = lines

describe('a line of the trail', () => {
  it('carries its number, the hash of the line before, its record and its own hash', () => {
    const line = readLine(two)
    expect(line).toMatchObject({
      kind: 'line',
      isWhole: true,
      link: { number: 2 },
      record: { requestId: 'r-b', field: 'b' },
    })
    expect(line.kind === 'line' && line.link.previous).toBe(
      readLine(one).kind === 'line' ? JSON.parse(one).hash : '',
    )
  })
})

describe('verification', () => {
  it('finds nothing wrong with a whole chain, and tells where it ends', async () => {
    expect(await verify(lines)).toEqual({ problems: [], notes: [], records: 5, end })
  })

  const forged = sealLine(
    { number: 2, hash: JSON.parse(two).hash },
    { requestId: 'r-c', field: 'public' },
  ).line
  it.each([
    [
      'an edited line',
      [one, two, three.replace('"c"', '"x"'), four, five],
      ['trail:3: record 3 was edited.'],
    ],
    [
      'an edited last line',
      [one, two, three, four, five.replace('"e"', '"x"')],
      ['trail:5: record 5 was edited.'],
    ],
    [
      'an edited number',
      [one, two.replace('"audit":2', '"audit":9'), three],
      ['trail:2: record 2 was edited.'],
    ],
    [
      'a line that was edited and sealed anew',
      [one, two, forged, four, five],
      ['trail:4: record 4 does not follow the line before it, which was replaced.'],
    ],
    ['a missing line', [one, two, four, five], ['trail:3: record 3 is missing before this line.']],
    ['missing lines', [one, five], ['trail:2: records 2 to 4 are missing before this line.']],
    ['a missing first line', [two, three], ['trail:1: record 1 is missing before this line.']],
    [
      'lines in another order',
      [one, three, two, four],
      [
        'trail:2: record 2 is missing before this line.',
        'trail:3: record 2 stands out of order, after record 3.',
      ],
    ],
    ['a repeated line', [one, two, two, three], ['trail:3: record 2 stands out of order, after record 2.']],
    ['a line that is no audit line', [one, 'hello', two], ['trail:2: this is no audit line.']],
    [
      'a last line that was cut off',
      [one, two.slice(0, 40)],
      ['trail:2: this is no audit line, or it was cut off.'],
    ],
  ])('finds %s', async (_what, tampered, problems) => {
    expect((await verify(tampered)).problems).toEqual(problems)
  })

  it('accepts what the process itself noted: a line cut off by its death, records lost, an earlier file', async () => {
    const cut = two.slice(0, 40)
    const first = readLine(one)
    if (first.kind !== 'line') throw new Error('the first line is none')
    const next = sealLine(
      { number: 1, hash: first.hash },
      { field: 'b' },
      { cutOff: sha256Hex(cut), lost: 3 },
    )
    expect(await verify([one, cut, next.line])).toMatchObject({
      problems: [],
      notes: [
        'trail:2: cut off when the process died; the next line says so.',
        'trail:3: 3 records before this one could not be written.',
      ],
    })
    const continued = sealLine(end, { field: 'f' }, { continues: true })
    expect(await verify([continued.line])).toMatchObject({
      problems: [],
      notes: ['trail:1: begins with record 6; the records before it are in an earlier file.'],
    })
    expect(await verify([...lines, continued.line])).toMatchObject({ problems: [], notes: [], records: 6 })
  })

  it('does not accept another text in the place of what was cut off', async () => {
    const next = sealLine(end, { field: 'b' }, { cutOff: sha256Hex('what was there') })
    expect((await verify([...lines, 'another', next.line])).problems).toEqual([
      'trail:6: this is no audit line.',
    ])
  })
})
