package bench;

import jakarta.validation.Valid;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.KafkaListenerConfigurer;
import org.springframework.kafka.config.KafkaListenerEndpointRegistrar;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** A listener as the documentation of Spring for Apache Kafka has one whose payload is validated. */
@Configuration
@Profile("consume")
class Consumer implements KafkaListenerConfigurer {
  private final LocalValidatorFactoryBean validator;
  private final Meter meter = new Meter();

  Consumer(LocalValidatorFactoryBean validator) {
    this.validator = validator;
  }

  @Override
  public void configureKafkaListeners(KafkaListenerEndpointRegistrar registrar) {
    registrar.setValidator(validator);
  }

  @KafkaListener(topics = "${BENCH_TOPIC}")
  void onOrder(@Payload @Valid Order order) {
    meter.add();
  }
}
