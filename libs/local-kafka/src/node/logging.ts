/** What Kafka 4 logs with, to standard output, which is the node's log file. */
export const LOG4J2 = `status=warn
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p %m (%c{1})%n
rootLogger.level=info
rootLogger.appenderRef.out.ref=out
# One line per attempt for as long as another broker is away.
logger.network.name=org.apache.kafka.clients.NetworkClient
logger.network.level=error
`;

/** The same for Kafka 3.9 and ZooKeeper. */
export const RELOAD4J = `log4j.rootLogger=INFO, out
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.PatternLayout
log4j.appender.out.layout.ConversionPattern=%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p %m (%c{1})%n
log4j.logger.org.apache.kafka.clients.NetworkClient=ERROR
`;

/** Relative: each node has its copy in its own folder, so that no path has to be quoted for Java. */
export const LOGGING_FLAGS = [
  '-Dlog4j2.configurationFile=log4j2.properties',
  '-Dlog4j.configuration=file:log4j.properties',
] as const;
