// A publisher and a consumer by net/http and kafka-go, as their documentation has them.
package main

import (
	"log"
	"os"
	"strings"
)

func main() {
	brokers := strings.Split(os.Getenv("KAFKA_BROKERS"), ",")
	switch os.Args[1] {
	case "http":
		serve(brokers)
	case "consume":
		consume(brokers)
	default:
		log.Fatalf("http or consume is meant, not %q", os.Args[1])
	}
}
