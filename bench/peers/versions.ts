import { readFile } from 'node:fs/promises';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

/** As it stands in the peer's own build file. */
export const springBootVersion = async (): Promise<string> =>
  /spring-boot-starter-parent<\/artifactId>\s*<version>([^<]+)/.exec(await read('spring/pom.xml'))?.[1] ?? '';

export const kafkaGoVersion = async (): Promise<string> =>
  /kafka-go v(\S+)/.exec(await read('go/go.mod'))?.[1] ?? '';
