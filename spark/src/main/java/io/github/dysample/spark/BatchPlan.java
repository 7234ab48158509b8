package io.github.dysample.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.CreateStruct$;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MapPartitions;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SerializeFromObject;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias$;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The plan in which rows are upsampled in batches: all columns become one struct, which is what Spark hands to a
 * function of a whole partition, and what comes back is taken apart again. Spark's own operator for such functions
 * does it with rows as they are in memory; nothing is converted to objects of Java. What takes it apart is Spark's
 * operator for that, too: others may count on rows in Spark's own form behind it.
 *
 * <p>Columns that pass through are the same ones for Spark behind it as before, so {@code table.col("id")} names a
 * column of the result, too, as it does where a column is merely added.
 */
final class BatchPlan {
    private final LogicalPlan plan;
    private final List<NamedExpression> columns = new ArrayList<>();
    private final Expression result;

    /**
     * Takes a table.
     *
     * @param table its rows are not read
     * @param function what upsamples them
     */
    BatchPlan(org.apache.spark.sql.classic.Dataset<?> table, BatchFunction function) {
        LogicalPlan input = table.logicalPlan();
        List<Attribute> attributes = CollectionConverters.asJava(input.output());
        Alias row = named("row", CreateStruct$.MODULE$.create(seq(List.<Expression>copyOf(attributes))));
        StructType type = function.resultType(row.dataType());
        AttributeReference object = new AttributeReference("dysample", type, false, Metadata.empty(),
                NamedExpression.newExprId(), seq(List.of()));
        // Where a filter or an order names columns, Spark looks for them below, too, and would add them to the one that
        // the operator reads; it looks no further than an alias.
        plan = SubqueryAlias$.MODULE$.apply("dysample",
                new MapPartitions(function, object, new Project(seq(List.<NamedExpression>of(row)), input)));
        result = new BoundReference(0, type, false); // the operator below gives nothing else
        Expression whole = field(result, BatchFunction.ROW);
        for (int i = 0; i < attributes.size(); i++) {
            Attribute column = attributes.get(i);
            columns.add(new Alias(field(whole, i), column.name(), column.exprId(), column.qualifier(),
                    Option.apply(column.metadata()), seq(List.of())));
        }
    }

    /** Adds a column of a field that the function gives. */
    BatchPlan with(String column, int field) {
        columns.add(named(column, field(result, field)));
        return this;
    }

    /** {@return the table of all columns} */
    Dataset<Row> of(org.apache.spark.sql.classic.SparkSession session) {
        return org.apache.spark.sql.classic.Dataset.ofRows(session, new SerializeFromObject(seq(columns), plan));
    }

    private static Expression field(Expression struct, int place) {
        return new GetStructField(struct, place, Option.apply(((StructType) struct.dataType()).fieldNames()[place]));
    }

    private static Alias named(String name, Expression value) {
        ExprId id = NamedExpression.newExprId();
        return new Alias(value, name, id, seq(List.of()), Option.empty(), seq(List.of()));
    }

    private static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }
}
