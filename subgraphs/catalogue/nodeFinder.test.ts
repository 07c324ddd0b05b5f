import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { startListener, type Listening } from '../../test/kit/listener.ts'
import { createNodeFinder } from './nodeFinder.ts'
import { nodeSourcesFromEnvironment } from './statusSources.ts'

const log = createLog('test', 'silent')
const listening: Listening[] = []
afterEach(async () => {
  await Promise.all(listening.splice(0).map(({ stop }) => stop()))
})

interface Question {
  readonly secret: string | string[] | undefined
  readonly body: { readonly query: string; readonly variables: { readonly keys: readonly object[] } }
}

/** A bureau over HTTP, in whatever language, that answers `answer` to its reference resolvers. */
async function startBureau(answer: string, status = 200) {
  const questions: Question[] = []
  const listener = await startListener((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      questions.push({
        secret: request.headers['x-gateway-secret'],
        body: JSON.parse(body) as Question['body'],
      })
      response.writeHead(request.url === '/graphql' ? status : 404).end(answer)
    })
  })
  listening.push(listener)
  return { questions, url: new URL(listener.url).origin }
}

function finderOf(url: string) {
  const environment = { CATALOGUE_STATUS_URLS: `culture=${url}`, GATEWAY_SECRETS: 'secret-of-sixteen' }
  return createNodeFinder(nodeSourcesFromEnvironment(environment), log)
}

const MUSEUM = { __typename: 'Museum', id: 'mam' }
const VENUE = { __typename: 'Venue', id: 'nowhere' }

describe('whether entities exist', () => {
  it('is asked of their bureau, all at once, as a gateway asks for entities', async () => {
    const { url, questions } = await startBureau('{"data":{"_entities":[{"__typename":"Museum"},null]}}')
    expect(await finderOf(url)(['Museum:mam', 'Venue:nowhere'])).toEqual(new Map([['Museum:mam', MUSEUM]]))
    expect(questions.map(({ body }) => body.variables)).toEqual([{ keys: [MUSEUM, VENUE] }])
    expect(questions[0]?.secret).toBe('secret-of-sixteen')
    expect(questions[0]?.body.query).toContain('_entities(representations: $keys)')
  })

  it('is left open where the bureau has an error for them', async () => {
    const { url } = await startBureau(
      '{"data":{"_entities":[null,null]},"errors":[{"message":"not read yet","path":["_entities",0]}]}',
    )
    expect(await finderOf(url)(['Museum:mam', 'Venue:nowhere'])).toEqual(new Map([['Museum:mam', MUSEUM]]))
  })

  it.each([
    ['fails', '{"errors":[{"message":"no"}]}', 503],
    ['answers no JSON', 'no', 200],
    ['has no data', '{"data":null,"errors":[{"message":"no"}]}', 200],
    ['answers of fewer', '{"data":{"_entities":[null]}}', 200],
  ])(
    'is left open where the bureau %s: the gateway asks it, and says what it could not read',
    async (_, answer, status) => {
      const { url } = await startBureau(answer, status)
      expect(await finderOf(url)(['Museum:mam', 'Venue:nowhere'])).toEqual(
        new Map([
          ['Museum:mam', MUSEUM],
          ['Venue:nowhere', VENUE],
        ]),
      )
    },
  )

  it('is left open where the bureau is not there, and where nobody has said where it is', async () => {
    const { url } = await startBureau('')
    await Promise.all(listening.splice(0).map(({ stop }) => stop()))
    expect((await finderOf(url)(['Museum:mam'])).size).toBe(1)
    expect((await finderOf(url)(['Hotel:venetian'])).size).toBe(1)
  })
})
