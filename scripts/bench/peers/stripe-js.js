// By its README.
import { loadStripe } from "@stripe/stripe-js";

loadStripe("pk_test_of_the_benchmark");
