package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"time"

	"github.com/segmentio/kafka-go"
)

// Reads as a group whose offsets are committed each second, with the sizes of kafka-go's own examples.
func consume(brokers []string) {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers:        brokers,
		Topic:          os.Getenv("BENCH_TOPIC"),
		GroupID:        os.Getenv("BENCH_GROUP"),
		StartOffset:    kafka.FirstOffset,
		MinBytes:       10e3,
		MaxBytes:       10e6,
		CommitInterval: time.Second,
	})
	meter := newMeter()
	for {
		message, err := reader.ReadMessage(context.Background())
		if err != nil {
			log.Fatalln("could not read message:", err)
		}
		var order order
		if err := json.Unmarshal(message.Value, &order); err != nil {
			log.Fatalln("not an order:", err)
		}
		if err := order.validate(); err != nil {
			log.Fatalln("not a valid order:", err)
		}
		meter.add()
	}
}
