package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/segmentio/kafka-go"
)

const topic = "order-placed"

// kafka-go tells WriteMessages' caller no offset.
type receipt struct {
	OrderID   string    `json:"orderId"`
	Topic     string    `json:"topic"`
	Timestamp time.Time `json:"timestamp"`
}

// Requests wait for one batch together: it goes out after a millisecond, where kafka-go waits for a second.
func serve(brokers []string) {
	writer := &kafka.Writer{
		Addr:         kafka.TCP(brokers...),
		Topic:        topic,
		Balancer:     &kafka.Hash{},
		RequiredAcks: kafka.RequireAll,
		BatchTimeout: time.Millisecond,
	}
	http.HandleFunc("POST /topics/"+topic+"/events", func(answer http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(answer, request.Body, 1<<20))
		if err != nil {
			http.Error(answer, err.Error(), http.StatusRequestEntityTooLarge)
			return
		}
		var order orderPlaced
		decoder := json.NewDecoder(bytes.NewReader(body))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&order); err != nil {
			http.Error(answer, err.Error(), http.StatusBadRequest)
			return
		}
		if err := order.validate(); err != nil {
			http.Error(answer, err.Error(), http.StatusUnprocessableEntity)
			return
		}
		// The bytes that came are as good as the same written anew.
		message := kafka.Message{Key: []byte(order.CustomerID), Value: body, Time: time.Now()}
		if err := writer.WriteMessages(request.Context(), message); err != nil {
			http.Error(answer, err.Error(), http.StatusServiceUnavailable)
			return
		}
		answer.Header().Set("content-type", "application/json")
		answer.WriteHeader(http.StatusCreated)
		_ = json.NewEncoder(answer).Encode(receipt{order.OrderID, topic, message.Time})
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatalln(err)
	}
	fmt.Println(`{"kind":"ready"}`)
	log.Fatalln(http.Serve(listener, nil))
}
