package bench;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is consumed, with the same bounds as the bench's contract of orders. */
public record Order(
    @NotNull UUID orderId,
    @NotBlank @Size(max = 64) String customerId,
    @NotNull @Positive @Digits(integer = 12, fraction = 2) BigDecimal total,
    @NotNull Instant placedAt,
    @NotNull @Size(min = 1) List<@Valid @NotNull Item> items) {

  public record Item(@NotBlank @Size(max = 64) String sku, @NotNull @Min(1) Integer quantity) {}
}
