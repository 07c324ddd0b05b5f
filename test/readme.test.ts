import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.ts'
import { startTestGateway, type TestGateway } from './kit/gateway.ts'

const README = readFileSync(new URL('README.md', packageRoot), 'utf8')

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

describe('the README', () => {
  it('shows the answer that its question gets', async () => {
    expect(await gateway.ask(codeBlock('graphql'))).toEqual(JSON.parse(codeBlock('json')))
  })

  it('links only to files that exist', () => {
    const links = [...README.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, target]) => target ?? '')
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter((target) => !exists(target))).toEqual([])
  })
})

function codeBlock(language: string): string {
  const block = README.split(`\`\`\`${language}\n`)[1]?.split('```')[0]
  if (block === undefined) throw new Error(`The README has no block of ${language}.`)
  return block
}

function exists(target: string): boolean {
  try {
    readFileSync(new URL(target, packageRoot))
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EISDIR'
  }
}
