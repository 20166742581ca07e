package bench;

import jakarta.validation.Valid;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Answers when the brokers have acknowledged; no thread waits for that. */
@RestController
@Profile("http")
class Publisher {
  private static final String TOPIC = "order-placed";
  private final KafkaTemplate<String, OrderPlaced> kafka;

  Publisher(KafkaTemplate<String, OrderPlaced> kafka) {
    this.kafka = kafka;
  }

  record Receipt(UUID id, String topic, int partition, long offset, Instant timestamp) {}

  @PostMapping("/topics/" + TOPIC + "/events")
  @ResponseStatus(HttpStatus.CREATED)
  CompletableFuture<Receipt> publish(@Valid @RequestBody OrderPlaced order) {
    return kafka
        .send(TOPIC, order.customerId(), order)
        .thenApply(
            sent -> {
              var at = sent.getRecordMetadata();
              return new Receipt(
                  UUID.randomUUID(), at.topic(), at.partition(), at.offset(), Instant.ofEpochMilli(at.timestamp()));
            });
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    System.out.println("{\"kind\":\"ready\"}");
  }
}
