// The program this project grew from: lines of standard input go into a topic by kafka-go's Writer, and a
// consumer group prints what it receives. Here the producer and the consumer can also run alone, standard
// input may end, and a line is a whole line rather than a word.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/segmentio/kafka-go"
)

func getKafkaWriter(brokers []string, topic string, batchTimeout time.Duration) *kafka.Writer {
	return &kafka.Writer{
		Addr:         kafka.TCP(brokers...),
		Topic:        topic,
		Balancer:     &kafka.LeastBytes{},
		BatchTimeout: batchTimeout,
	}
}

func produce(ctx context.Context, writer *kafka.Writer, broker1Address string) {
	key := []byte("address-" + broker1Address)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		message := kafka.Message{Key: key, Value: []byte(lines.Text())}
		if err := writer.WriteMessages(ctx, message); err != nil {
			if ctx.Err() != nil {
				return
			}
			log.Fatalln("could not write message:", err)
		}
	}
	if err := errors.Join(lines.Err(), writer.Close()); err != nil {
		log.Fatalln("could not write all messages:", err)
	}
}

func consume(ctx context.Context, brokers []string, topic, group string) {
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, Topic: topic, GroupID: group})
	// Not closed, as in the original: closing waits for the fetch under way, up to 10 s.
	for {
		message, err := reader.ReadMessage(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			log.Fatalln("could not read message:", err)
		}
		fmt.Printf("%s received: %s\n", group, message.Value)
	}
}

func main() {
	list := flag.String("brokers", "localhost:9093", "`addresses` of brokers, comma separated")
	topic := flag.String("topic", "my-kafka-topic", "")
	group := flag.String("group", "grp2", "consumer group")
	mode := flag.String("mode", "both", "both, produce or consume")
	batchTimeout := flag.Duration("batch-timeout", 0, "wait for more lines this `time`; kafka-go's own default, a second, unless given")
	duration := flag.Duration("for", 2*time.Minute, "end after this `time`")
	flag.Parse()

	brokers := strings.Split(*list, ",")
	ctx, cancel := context.WithTimeout(context.Background(), *duration)
	defer cancel()
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()

	switch *mode {
	case "both":
		go produce(ctx, getKafkaWriter(brokers, *topic, *batchTimeout), brokers[0])
		consume(ctx, brokers, *topic, *group)
	case "consume":
		consume(ctx, brokers, *topic, *group)
	case "produce":
		go func() {
			defer stop()
			produce(ctx, getKafkaWriter(brokers, *topic, *batchTimeout), brokers[0])
		}()
		<-ctx.Done()
	default:
		log.Fatalf("-mode is both, produce or consume, not %q", *mode)
	}
}
