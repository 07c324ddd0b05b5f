import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { FAULTS, type Fault } from './matrix.ts'

const GUIDE = new URL('docs/guides/operations.md', packageRoot)
const [BEGIN, END] = ['<!-- faults -->', '<!-- /faults -->']

it.each(FAULTS)('tries it when $what', async ({ file, test }) => {
  const text = await readFile(new URL(file, packageRoot), 'utf8')
  expect(
    [`'${test}'`, `"${test}"`].some((name) => text.includes(name)),
    `${file}: ${test}`,
  ).toBe(true)
})

it('stands in the guide as it is', async () => {
  const guide = await readFile(GUIDE, 'utf8')
  const [before = '', rest = ''] = guide.split(BEGIN)
  const [, after = ''] = rest.split(END)
  const table = await format(writeTable(), { ...(await resolveConfig(GUIDE)), parser: 'markdown' })
  const expected = `${before}${BEGIN}\n\n${table}\n${END}${after}`
  if (process.env.UPDATE_GOLDEN === '1') await writeFile(GUIDE, expected)
  const renew = 'UPDATE_GOLDEN=1 npx vitest run test/faults/matrix.test.ts renews the table'
  expect(await readFile(GUIDE, 'utf8'), renew).toBe(expected)
})

function writeTable(): string {
  const rows = FAULTS.map(({ what, seen }: Fault) => `| ${what} | ${seen} |`)
  return ['| when | a client sees |', '| --- | --- |', ...rows].join('\n')
}
