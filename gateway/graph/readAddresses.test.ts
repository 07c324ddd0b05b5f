import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { readAddresses } from './readAddresses.ts'

it('reads names as they are said, and the first address of a name that comes twice', () => {
  const supergraph = parse(`
    enum join__Graph {
      MY_SERVICE @join__graph(name: "my.service", url: "http://a/")
      _2ND @join__graph(name: "2nd", url: "")
      MY_SERVICE_1 @join__graph(url: "http://b/", name: "my.service")
      PROTO @join__graph(name: "__proto__", url: "http://c/")
    }
    enum Other { A @join__graph(name: "other", url: "http://d/") }
  `)
  expect(readAddresses(supergraph)).toEqual({
    published: new Map([
      ['my.service', 'http://a/'],
      ['2nd', ''],
      ['__proto__', 'http://c/'],
    ]),
    doubled: ['my.service'],
  })
})
