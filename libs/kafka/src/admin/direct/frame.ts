/** One request of kafkajs 2.2.4, and how its answer is read. */
export interface Frame {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    encode(): Promise<unknown>;
  };
  readonly response: { decode(bytes: Buffer): Promise<unknown>; parse(data: never): Promise<unknown> };
}

/** The part of kafkajs' broker that frames requests and sends them. */
export interface FramingBroker {
  readonly connectionPool: {
    readonly host: string;
    readonly port: number;
    /** Fetches go over a connection of their own. */
    send(frame: Frame): Promise<unknown>;
  };
  /** The newest version of a request that both sides know. */
  lookupRequest(apiKey: number | undefined, versions: unknown): (options: object) => Frame;
}
