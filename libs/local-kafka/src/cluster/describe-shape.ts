/** `3 brokers`, `1 broker with ZooKeeper` */
export const describeShape = (cluster: { readonly founders: number; readonly zookeeper: boolean }): string =>
  `${cluster.founders} ${cluster.founders === 1 ? 'broker' : 'brokers'}${cluster.zookeeper ? ' with ZooKeeper' : ''}`;
