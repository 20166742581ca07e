package bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Runs what its one argument names: the profile {@code http} or {@code consume}. */
@SpringBootApplication
public class Application {
  public static void main(String[] args) {
    var application = new SpringApplication(Application.class);
    application.setAdditionalProfiles(args[0]);
    application.run();
  }
}
