package bench;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/** What is published, with the same bounds as the contract {@code order-placed}. */
public record OrderPlaced(
    @NotNull UUID orderId,
    @NotBlank @Size(max = 100) String customerId,
    @NotNull @Size(min = 1, max = 1_000) List<@Valid @NotNull Item> items) {

  public record Item(@NotBlank @Size(max = 100) String sku, @NotNull @Min(1) Integer quantity) {}
}
